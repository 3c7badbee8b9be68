"""tabular: spreadsheets and CSV become files of facts, and facts become tables.

cells           what every kind of table is read into
opening         a file -> the table in it, by what it holds; packages reads zip archives to a limit
xlsx, ods       workbooks -> cells; number_formats and numerals say what a number stands for; sheets which sheet is meant
delimited       CSV and TSV text -> cells, and the guard of cells that would be formulas
instructions    what the command line and a mapping file say of columns
fields          a heading -> the way to a field
columns         a table's headings -> the field of each column
meaning         a cell -> the text of its field
naming, slugs   names -> ids, words -> ids
rows            a table's rows -> records, each of whose fields knows its cell; cell_places looks it up
yaml_text       records -> YAML
flat            records -> rows, CSV and JSON
updating        records -> changes of a file's text
importing       a table and a project -> files to be written
exporting       a project's facts -> a file, for an audience where one is named
workbook        rows -> XLSX
"""
