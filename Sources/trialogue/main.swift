import ArgumentParser

prepareStandardStreams()
Trialogue.main()
