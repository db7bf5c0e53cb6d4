import ArgumentParser

/// The command line. Its `main` is synchronous: `serve` keeps the loop on the main thread.
struct Trialogue: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trialogue",
        abstract: "三方对话: coordinates three-way video mediation on the bureau's own machine.",
        version: Build.version,
        subcommands: [
            Serve.self, InitCommand.self, Seed.self, AccountCommand.self, UnitCommand.self,
            PeopleCommand.self, BureauCommand.self, HolidaysCommand.self, Verify.self,
            BackupCommand.self,
            RestoreCommand.self, WallCommand.self, EraseCommand.self, KeyCommand.self,
            CheckpointCommand.self, ProveCommand.self, RebuildCommand.self,
        ])
}

enum Build {
    static let version = "0.1.0"
}
