"""What the law says in each scenario of a case -> what is found of it, in words."""
