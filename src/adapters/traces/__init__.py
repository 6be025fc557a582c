"""Where it is told what took how long, for those who collect traces."""
