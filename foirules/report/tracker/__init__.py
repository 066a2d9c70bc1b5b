"""A workbook in which a council keeps its requests, such as ``foirules audit`` reads."""
