import ArgumentParser

Trialogue.main()
