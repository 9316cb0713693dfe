"""What files say of the portfolio: sheets of projects, and the money in a strategy file."""
