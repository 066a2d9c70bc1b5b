"""Case files held against what they expect of their assessments, as a linter holds code."""
