import Transport

extension Stage {
    /// The fewest steps of a history that still break the same rule: leaves out halves, quarters and so on (Zeller and Hildebrandt 2002),
    /// as long as the first rule that breaks is the same, whatever its numbers.
    package func shrink(_ verdict: Verdict, tries: Int = 300) throws -> Verdict {
        guard let rule = verdict.broken.map(Self.bare) else { return verdict }
        var best = verdict
        var left = tries
        var parts = 2
        while left > 0, !best.steps.isEmpty {
            let length = max(1, best.steps.count / parts)
            var isSmaller = false
            for start in stride(from: 0, to: best.steps.count, by: length) where left > 0 {
                var steps = best.steps
                steps.removeSubrange(start..<min(start + length, steps.count))
                left -= 1
                let next = try History(self, seed: verdict.seed, steps: steps).play()
                guard next.broken.map(Self.bare) == rule else { continue }
                best = next
                isSmaller = true
                break
            }
            if isSmaller {
                parts = max(2, parts - 1)
            } else if length == 1 {
                break
            } else {
                parts *= 2
            }
        }
        return try History(self, seed: verdict.seed, steps: best.steps, isTold: true).play()
    }

    /// A rule without its numbers and names, so that the same one is known.
    package static func bare(_ rule: String) -> String {
        String(rule.prefix(60).filter { !$0.isNumber })
    }
}
