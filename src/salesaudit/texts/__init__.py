"""Everything that is said to a person, in Russian and English: sentences, plurals, numbers, money, dates."""
