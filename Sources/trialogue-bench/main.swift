import ArgumentParser

TrialogueBench.main()
