"""overrides: which templates and blocks a project lays over the package's, where each comes from, and what changed beneath.

shelf       the files of both layers, and the templates of the audiences
effective   a template as it is in the end: every block with its origin
catalogue   every file with its layer, what it overrides, and who uses it
records     templates/overrides.json: what each override was taken from
underneath  overrides whose parent has changed since, with a three-way difference
three_way   two changes of one text, region by region
writing     new overrides as texts of files; nothing is ever overwritten
audience    a new audience as texts of files
skeleton    what a new audience's template is at first
words       the words that templates may use, with the blocks of the project's papers
"""
