"""What Sotto remembers, on a page, and under the answers it shaped."""
