"""Everything that opens a user's file, done in a child process under limits.

`check`, `suggest` and `annotate` are for callers; each has a job that the child runs. Only a job imports the
readers, and jobs import nothing from the callers' side: that is why nothing is exported here.
"""
