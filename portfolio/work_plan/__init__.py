"""Work plans: stages, places in a year's plan, sign-off."""
