/// What a witness is sent (C2SP tlog-witness, add-checkpoint): the size that it saw last, the proof that the log has only
/// grown since, and the new checkpoint.
package struct WitnessRequest: Hashable, Sendable {
    package let proof: ConsistencyProof
    package let checkpoint: SignedNote

    package init(_ proof: ConsistencyProof, checkpoint: SignedNote) {
        self.proof = proof
        self.checkpoint = checkpoint
    }

    /// The request's body.
    package var bytes: [UInt8] {
        let lines = ["old \(proof.older)"] + proof.hashes.map(\.base64)
        return Array((lines.joined(separator: "\n") + "\n\n").utf8) + checkpoint.bytes
    }
}
