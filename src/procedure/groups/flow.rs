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
    pub fn solve(
        &self,
        order: &[usize],
        least: usize,
        most: usize,
        steps: &mut u64,
    ) -> Option<Vec<Option<usize>>> {
        let mut state = State::new(self);
        let solved = state.solve(self, order, least, most);
        *steps += state.steps;
        solved
    }

    /// What must be taken and cannot, whatever the takers' least: more things than the takers they may go to have room
    /// for, and those takers. Nothing of either can be left out (Hall's theorem; the search for one thing more reaches
    /// every taker and every thing that stands in its way).
    pub fn overfull(&self, order: &[usize]) -> Option<(Vec<usize>, Vec<bool>)> {
        let mut state = State::new(self);
        for thing in order.iter().filter(|thing| self.must[**thing]) {
            let mut reached = vec![false; self.most.len()];
            if !state.place(self, *thing, &self.most, &mut reached, true) {
                let held = |other: &usize| state.taker[*other].is_some_and(|taker| reached[taker]);
                let things = (0..self.open.len()).filter(|other| other == thing || held(other)).collect();
                return Some((things, reached));
            }
        }
        None
    }
}

struct State {
    taker: Vec<Option<usize>>,
    /// Taker → what it has, ascending.
    held: Vec<Vec<usize>>,
    /// Takers looked at so far.
    steps: u64,
}

impl State {
    fn new(of: &Sharing) -> Self {
        Self { taker: vec![None; of.open.len()], held: vec![Vec::new(); of.most.len()], steps: 0 }
    }

    fn solve(
        &mut self,
        of: &Sharing,
        order: &[usize],
        least: usize,
        most: usize,
    ) -> Option<Vec<Option<usize>>> {
        let bound = |most: usize| -> Vec<usize> { of.most.iter().map(|own| most.min(*own)).collect() };
        if least > 0 {
            let bounds = bound(least);
            for thing in order {
                self.place(of, *thing, &bounds, &mut vec![false; bounds.len()], true);
            }
            if self.held.iter().any(|held| held.len() < least) {
                return None;
            }
        }
        let bounds = bound(most);
        for thing in order.iter().filter(|thing| of.must[**thing]) {
            if self.taker[*thing].is_none()
                && !self.place(of, *thing, &bounds, &mut vec![false; bounds.len()], false)
            {
                return None;
            }
        }
        Some(std::mem::take(&mut self.taker))
    }

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
            self.steps += 1;
            seen[taker] = true;
            if self.held[taker].len() < bounds[taker] {
                self.give(thing, taker);
                return true;
            }
            for other in self.held[taker].clone() {
                // What moves on is found its new taker first; its place then falls to this thing.
                let freed = if !kept && !of.must[other] {
                    self.take_from(other, taker);
                    self.taker[other] = None;
                    true
                } else {
                    self.place(of, other, bounds, seen, kept) && {
                        self.take_from(other, taker);
                        true
                    }
                };
                if freed {
                    self.give(thing, taker);
                    return true;
                }
            }
        }
        false
    }

    fn give(&mut self, thing: usize, taker: usize) {
        self.taker[thing] = Some(taker);
        let held = &mut self.held[taker];
        let at = held.partition_point(|other| *other < thing);
        held.insert(at, thing);
    }

    fn take_from(&mut self, thing: usize, taker: usize) {
        self.held[taker].retain(|other| *other != thing);
    }
}
