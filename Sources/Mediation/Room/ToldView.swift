/// What a reader of a room was told last, section by section, so that nobody is told what is no news. Silence matters too: from
/// outside of a wall not even the beat of what goes on inside is felt.
///
/// Kept are hashes (SipHash under the process's own key), not the sections: ten thousand readers would hold kilobytes each of what
/// their rooms hold already. Two versions of a section pass for one with a chance of 2^-63.
package struct ToldView: Sendable {
    private var session = Mark()
    private var seats = Mark()
    private var links = Mark()
    private var minutes = Mark()
    private var edges = Mark()
    private var happenings = Mark()
    private var claims = Mark()
    private var wall = Mark()
    private var shields = Mark()

    /// Nothing was told.
    package init() {}

    /// What of `view` differs from what the reader was told before, told from now on; nil when nothing does.
    package mutating func news(in view: RoomView) -> RoomView? {
        var news = RoomView()
        news.session = session.news(view.session)
        news.seats = seats.news(view.seats)
        news.links = links.news(view.links)
        news.minutes = minutes.news(view.minutes)
        news.edges = edges.news(view.edges)
        news.happenings = happenings.news(view.happenings)
        news.claims = claims.news(view.claims)
        news.wall = wall.news(view.wall)
        news.shields = shields.news(view.shields)
        return news == RoomView() ? nil : news
    }

    /// Takes what stands in `view` as told.
    package mutating func take(_ view: RoomView) { _ = news(in: view) }

    /// Takes a whole view as told, and nothing beside it.
    package mutating func tell(all view: RoomView) {
        self = ToldView()
        take(view)
    }

    /// One section's last state; 0 before it was ever told.
    private struct Mark {
        private var hash = 0

        mutating func news<Section: Hashable>(_ section: Section?) -> Section? {
            guard let section else { return nil }
            let now = section.hashValue | 1
            guard now != hash else { return nil }
            hash = now
            return section
        }
    }
}
