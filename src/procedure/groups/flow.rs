//! Sharing things out among takers with bounds and exclusions: a maximum flow of unit steps (augmenting paths).

/// Who may take what, and how much.
#[derive(Clone, Debug)]
pub(super) struct Sharing {
    /// Thing → takers it may go to, the preferred first.
    pub open: Vec<Vec<usize>>,
    /// Thing → whether it has to be taken.
    pub must: Vec<bool>,
    /// Taker → as many as it may take.
    pub most: Vec<usize>,
}

impl Sharing {
    /// The thing → taker of a sharing in which every taker has `least` to `most` (and never more than its own bound)
    /// things and everything that must be taken is. Things go first that stand first in `order`.
    ///
    /// First everybody is brought to `least`; then what must be taken and is not yet finds its way along an
    /// augmenting path, which leaves nobody with less. By the theorem of Mendelsohn and Dulmage that finds a sharing
    /// whenever there is one.
    pub fn solve(&self, order: &[usize], least: usize, most: usize) -> Option<Vec<Option<usize>>> {
        let bound = |most: usize| -> Vec<usize> { self.most.iter().map(|own| most.min(*own)).collect() };
        let mut state = State { taker: vec![None; self.open.len()], load: vec![0; self.most.len()] };
        if least > 0 {
            let bounds = bound(least);
            for thing in order {
                state.place(self, *thing, &bounds, &mut vec![false; bounds.len()], true);
            }
            if state.load.iter().any(|load| *load < least) {
                return None;
            }
        }
        let bounds = bound(most);
        for thing in order.iter().filter(|thing| self.must[**thing]) {
            if state.taker[*thing].is_none()
                && !state.place(self, *thing, &bounds, &mut vec![false; bounds.len()], false)
            {
                return None;
            }
        }
        Some(state.taker)
    }
}

struct State {
    taker: Vec<Option<usize>>,
    load: Vec<usize>,
}

impl State {
    /// Finds a taker for a thing, moving others on where needed. A thing that need not be taken may give way, unless
    /// all are `kept`.
    fn place(
        &mut self,
        of: &Sharing,
        thing: usize,
        bounds: &[usize],
        seen: &mut Vec<bool>,
        kept: bool,
    ) -> bool {
        for &taker in &of.open[thing] {
            if seen[taker] {
                continue;
            }
            seen[taker] = true;
            if self.load[taker] < bounds[taker] {
                self.load[taker] += 1;
                self.taker[thing] = Some(taker);
                return true;
            }
            let held: Vec<usize> =
                (0..self.taker.len()).filter(|other| self.taker[*other] == Some(taker)).collect();
            for other in held {
                // What moves on is found its new taker first; its place then falls to this thing.
                let freed = if !kept && !of.must[other] {
                    self.taker[other] = None;
                    true
                } else {
                    self.place(of, other, bounds, seen, kept)
                };
                if freed {
                    self.taker[thing] = Some(taker);
                    return true;
                }
            }
        }
        false
    }
}
