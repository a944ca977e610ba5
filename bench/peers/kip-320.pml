/* Promela model, for SPIN, of module Kip320 of hachikuji/kafka-specification.
 *
 * Sizes: spin -a -DR=3 -DL=2 -DC=2 -DE=2 kip-320.pml
 *   R = replicas (2..3), L = LogSize (2..3), C = MaxRecords, E = MaxLeaderEpoch (1..3)
 *
 * One process, one control location (the head of the `do`).  Each TLA+ action
 * instance is one d_step, so the stored states are exactly the TLA+ states, and
 * pan's "states, stored" equals TLC's "distinct states" with no constant offset.
 *
 * The invariants are the guard of one further option, evaluated once for each
 * state that is expanded; it is executable (and then fails its assertion) only
 * where an invariant is violated, so it adds no states and no transitions.
 *
 * Encoding (bijective with the TLA+ state):
 *   None -> R            Nil epoch -> 0, epoch e -> e+1
 *   record [id, epoch] -> id*16 + epoch+1; Nil -> 0; slots >= endOffset are 0
 *   SUBSET Replicas -> bit mask
 *   leaderAndIsrRequests -> reqLdr[e], reqIsr[e]; in the set iff e < nextEp;
 *                           unissued entries are (None, {})
 */

#define NONE R
#define BIT(r) (1<<(r))
#define ALL (BIT(R)-1)

byte end[R];            /* replicaLog[r].endOffset */
byte rec[R*L];          /* replicaLog[r].records[o] */
byte hw[R];             /* replicaState[r] */
byte ep[R];
byte ldr[R] = NONE;
byte isr[R];
byte nextRec;
byte nextEp;
byte qEp;               /* quorumState */
byte qLdr = NONE;
byte qIsr = ALL;
byte reqLdr[E+1] = NONE;
byte reqIsr[E+1];

#define REC(r,o) rec[(r)*L+(o)]

/* ------------------------------------------------- unrolled quantifiers */
#if R == 2
#define AND_F(P,a)   (P(a,0) && P(a,1))
#define AND_G(P)     (P(0) && P(1))
#define EACH(A)      A(0) A(1)
#define EACH2(A)     A(0,1) A(1,0)
#else
#define AND_F(P,a)   (P(a,0) && P(a,1) && P(a,2))
#define AND_G(P)     (P(0) && P(1) && P(2))
#define EACH(A)      A(0) A(1) A(2)
#define EACH2(A)     A(0,1) A(0,2) A(1,0) A(1,2) A(2,0) A(2,1)
#endif

#if E == 1
#define EACHE(A)     A(0) A(1)
#elif E == 2
#define EACHE(A)     A(0) A(1) A(2)
#else
#define EACHE(A)     A(0) A(1) A(2) A(3)
#endif
#if R == 2
#define EACHEF(A,e)  A(e,0) A(e,1)
#else
#define EACHEF(A,e)  A(e,0) A(e,1) A(e,2)
#endif

/* ------------------------------------------------- predicates */
#define PRESUMES(r)     (ldr[r] == r)
#define TRUELEADER(l)   (qLdr == l && PRESUMES(l) && ep[l] == qEp)
#define FOLLOWING(l,f)  (PRESUMES(l) && ldr[f] == l && ep[f] == ep[l])
#define SAME(a,b,o)     (o < end[a] && o < end[b] && REC(a,o) == REC(b,o))

/* FirstNonMatchingOffsetFromTail(leader, follower) */
#if L == 2
#define MATCH(l,f)      (SAME(l,f,1) -> 2 : (SAME(l,f,0) -> 1 : 0))
#define CUT(f)          if :: end[f] <= 1 -> REC(f,1) = 0 :: else fi; \
                        if :: end[f] == 0 -> REC(f,0) = 0 :: else fi
#define AGREE(a,b)      ((hw[a] <= 0 || SAME(a,b,0)) && (hw[a] <= 1 || SAME(a,b,1)))
#else
#define MATCH(l,f)      (SAME(l,f,2) -> 3 : (SAME(l,f,1) -> 2 : (SAME(l,f,0) -> 1 : 0)))
#define CUT(f)          if :: end[f] <= 2 -> REC(f,2) = 0 :: else fi; \
                        if :: end[f] <= 1 -> REC(f,1) = 0 :: else fi; \
                        if :: end[f] == 0 -> REC(f,0) = 0 :: else fi
#define AGREE(a,b)      ((hw[a] <= 0 || SAME(a,b,0)) && (hw[a] <= 1 || SAME(a,b,1)) \
                         && (hw[a] <= 2 || SAME(a,b,2)))
#endif

/* ------------------------------------------------- invariants */
#define WEAKP(a,b)      (!(isr[a] & BIT(b)) || AGREE(a,b))
#define STRONGP(a,b)    (!(qIsr & BIT(b)) || AGREE(a,b))
#define WEAK(a)         (!PRESUMES(a) || hw[a] == 0 || AND_F(WEAKP,a))
#define STRONG(a)       (!PRESUMES(a) || hw[a] == 0 || AND_F(STRONGP,a))
#define WEAKISR         AND_G(WEAK)
#define STRONGISR       AND_G(STRONG)

/* ------------------------------------------------- actions */
/* ControllerUpdateIsr, after qLdr and qIsr have been set */
#define ISSUE \
	reqLdr[nextEp] = qLdr; reqIsr[nextEp] = qIsr; \
	nextEp++; qEp = nextEp

#define ELECT(r) \
	:: d_step { nextEp <= E && (qIsr & BIT(r)) && qLdr != r -> \
		qLdr = r; ISSUE }

#define CSHRINK(r) \
	:: d_step { nextEp <= E && qLdr == r -> \
		qLdr = NONE; qIsr = (qIsr == BIT(r) -> qIsr : qIsr & (ALL-BIT(r))); ISSUE } \
	:: d_step { nextEp <= E && qLdr != r && (qIsr & BIT(r)) -> \
		qIsr = qIsr & (ALL-BIT(r)); ISSUE }

/* the request's leader is chosen by its own option (at most one is enabled) */
#define BECOMELEADER(e,l) \
	:: d_step { e < nextEp && reqLdr[e] == l && e+1 > ep[l] -> \
		ep[l] = e+1; ldr[l] = l; isr[l] = reqIsr[e] }

#define EXPAND(l,f) \
	:: d_step { TRUELEADER(l) && !(isr[l] & BIT(f)) && FOLLOWING(l,f) \
		&& (hw[l] == 0 || hw[l]-1 < end[f]) \
		&& (hw[l] == end[l] || (hw[l] < end[l] && (REC(l,hw[l]) & 15) == ep[l])) -> \
		isr[l] = isr[l] | BIT(f); qIsr = isr[l] }

#define SHRINK(l,f) \
	:: d_step { TRUELEADER(l) && (isr[l] & BIT(f)) \
		&& (!FOLLOWING(l,f) || end[f] < end[l]) -> \
		isr[l] = isr[l] & (ALL-BIT(f)); qIsr = isr[l] }

#define WRITE(r) \
	:: d_step { nextRec < C && PRESUMES(r) && end[r] < L -> \
		REC(r,end[r]) = nextRec*16 + ep[r]; end[r]++; nextRec++ }

#define INCP(l,f)       (!(isr[l] & BIT(f)) || (FOLLOWING(l,f) && hw[l] < end[f]))
#define INCHW(l) \
	:: d_step { hw[l] < end[l] && AND_F(INCP,l) -> hw[l]++ }

/* the request's leader is indexed, not quantified: reqLdr[e] < R is the guard */
#define FOLLOW(e,f) \
	:: d_step { e < nextEp && reqLdr[e] != NONE && reqLdr[e] != f && e+1 > ep[f] \
		&& ldr[reqLdr[e]] == reqLdr[e] && ep[reqLdr[e]] == e+1 -> \
		end[f] = MATCH(reqLdr[e],f); \
		CUT(f); \
		if :: end[f] < hw[f] -> hw[f] = end[f] :: else fi; \
		ep[f] = e+1; ldr[f] = reqLdr[e]; isr[f] = reqIsr[e] }

#define FETCH(l,f) \
	:: d_step { end[f] < end[l] && FOLLOWING(l,f) -> \
		REC(f,end[f]) = REC(l,end[f]); end[f]++; \
		hw[f] = (hw[l] < end[f] -> hw[l] : end[f]) }

#define BL_E(e)         EACHEF(BECOMELEADER,e)
#define FO_E(e)         EACHEF(FOLLOW,e)

active proctype kip320()
{
	do
	:: d_step { !(WEAKISR && STRONGISR) -> assert(WEAKISR); assert(STRONGISR) }
	EACH(ELECT)
	EACH(CSHRINK)
	EACHE(BL_E)
	EACH2(EXPAND)
	EACH2(SHRINK)
	EACH(WRITE)
	EACH(INCHW)
	EACHE(FO_E)
	EACH2(FETCH)
	od
}
