"""Numbers, units and money as a person says them."""

from __future__ import annotations

import pytest

from assistant.speech.synthesis.spoken_text import spoken_text

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("In 1519, 1905 and 1900.", "In 15 19, 19 oh 5 and 19 hundred."),
        ("From 1914-1918, or 1939–45.", "From 19 14 to 19 18, or 19 39 to 45."),
        ("the 1990s, the 1900s and the 2000s", "the 19 nineties, the 19 hundreds and the two thousands"),
        ("In 2005 and 2024, and in 1066.", "In 2005 and 2024, and in 1066."),
        ("1,452 of 14525, 1452.5 or v1452", "1,452 of 14525, 1452.5 or v1452"),
        ("Version 1.2.3.1519 at 192.168.1.1", "Version 1.2.3.1519 at 192.168.1.1"),
        ("At 9:00, 9:00 a.m. and 3:05 p.m.", "At 9 o'clock, 9 a.m. and 3 oh 5 p.m."),
        ("At 10:30, 17:30 and 0:00", "At 10:30, 17:30 and midnight"),
        ("Open Mon.–Fri., 9:00–17:00.", "Open Monday to Friday, 9 o'clock to 5 PM."),
        ("The sun sat. On Wed. we met.", "The sun sat. On Wednesday we met."),
        ("On Jan. 5, 3 Sept. 2025 and Dec 24.", "On January 5, 3 September 2025 and December 24."),
        ("On 11/26/2026 or 26.11.2026", "On November 26, 2026 or November 26, 2026"),
        ("On 3/4/2025 or 14/15/2025", "On 3/4/2025 or 14/15/2025"),
        ("Odds of 3:2, or 1.5:1", "Odds of 3 to 2, or 1.5 to 1"),
        ("John 3:16 says", "John 3:16 says"),
        ("It took 1:05:30.", "It took 1:05:30."),
        ("Call 555-2134.", "Call 5 5 5, 2 1 3 4."),
        ("Call +1 (555) 123-4567.", "Call plus 1, 5 5 5, 1 2 3, 4 5 6 7."),
        ("(555) 123-4567 or 020 7946 0958", "5 5 5, 1 2 3, 4 5 6 7 or 0 2 0, 7 9 4 6, 0 9 5 8"),
        ("Dial 911 or call 112 people.", "Dial 9 1 1 or call 1 1 2 people."),
        ("Take 200-1000 mg", "Take 200-1000 milligrams"),
        ("Pages 1234-5678", "Pages 1234-5678"),
        ("Henry VIII, Charles V and Elizabeth II", "Henry the 8th, Charles the 5th and Elizabeth the 2nd"),
        ("World War II, Chapter IV and Type II", "World War 2, Chapter 4 and Type 2"),
        ("An IV drip, Malcolm X, and I", "An I V drip, Malcolm X, and I"),
        ("Elizabeth I of England. Peter I think.", "Elizabeth the 1st of England. Peter I think."),
    ],
)
def test_numbers(written: str, said: str) -> None:
    assert spoken_text(written) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("$5.50, $5.05, $0.99 and $1.00", "5 dollars and 50 cents, 5 dollars and 5 cents, 99 cents and 1 dollar"),
        ("£1.01 or €1,234.56", "1 pound and 1 penny or 1,234 euros and 56 cents"),
        ("$5M, $5k and $1.5bn", "5 million dollars, 5 thousand dollars and 1.5 billion dollars"),
        ("US$20 or $5–$10", "20 US dollars or 5 dollars to 10 dollars"),
        ("$20/month, 2 times/week", "20 dollars per month, 2 times per week"),
        ("a path like /home/day/2", "a path like /home/day/2"),
        ("It is 5°C–10°C.", "It is 5 degrees Celsius to 10 degrees Celsius."),
        ("It rose 5%–10%.", "It rose 5% to 10%."),
        ("It lasts 30 s, 2 h or 3 hrs.", "It lasts 30 seconds, 2 hours or 3 hours."),
        ("in his 30s", "in his 30s"),
        ("2 tbsp. of oil, 1 tsp. of salt", "2 tablespoons of oil, 1 teaspoon of salt"),
        ("It weighs 5 lbs. 3 oz.", "It weighs 5 pounds 3 ounces."),
        ("100 Mbps, 12.5 MB/s", "100 megabits per second, 12.5 megabytes per second"),
    ],
)
def test_quantities(written: str, said: str) -> None:
    assert spoken_text(written) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("10^6, x² and (a)³", "10 to the power of 6, x squared and (a) cubed"),
        ("x > 5 and y < 3", "x is greater than 5 and y is less than 3"),
        ("~5 minutes", "about 5 minutes"),
        ("in C++, C# and F#", "in C++, C sharp and F sharp"),
        ("AC/DC, TCP/IP, and/or he/she", "AC DC, TCP IP, and or he or she"),
        ("Sgt. Pepper and Lt. Smith on Mt. Fuji", "Sergeant Pepper and Lieutenant Smith on Mount Fuji"),
        ("Lee, Ph.D., born ca. 1452", "Lee, PhD, born around 14 52"),
        ("- [ ] buy milk\n- [x] call Bob", "buy milk. call Bob."),
        ("See www.example.org/a?b=1.", "See example.org."),
    ],
)
def test_signs(written: str, said: str) -> None:
    assert spoken_text(written) == said


def test_money_in_japanese() -> None:
    assert spoken_text("$5 millionと¥500", "ja") == "5 millionドルと500円"
