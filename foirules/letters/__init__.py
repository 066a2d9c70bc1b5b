"""Letters between a requester and an authority -> a draft of a case, to be looked over."""
