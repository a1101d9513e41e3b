"""A unit on paper: a workbook for pencils, an answer booklet, and answers typed in again."""
