Trialogue.main()
