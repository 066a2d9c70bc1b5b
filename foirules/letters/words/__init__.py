"""The files of the folder ``letters`` of a law, a module for each."""
