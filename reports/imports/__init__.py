"""What files say of reports: their texts, their outline, their cover."""
