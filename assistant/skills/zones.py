"""Time zones by the names people give them: cities, countries and the zones of North America. Pure."""

from __future__ import annotations

import functools
import re
import zoneinfo

_MORE = {
    "utc": "UTC", "gmt": "UTC", "greenwich": "Europe/London", "pacific": "America/Los_Angeles",
    "pst": "America/Los_Angeles", "pt": "America/Los_Angeles", "mountain": "America/Denver",
    "central": "America/Chicago", "eastern": "America/New_York", "est": "America/New_York", "et": "America/New_York",
    "east coast": "America/New_York", "west coast": "America/Los_Angeles", "cet": "Europe/Paris", "jst": "Asia/Tokyo",
    "california": "America/Los_Angeles", "san francisco": "America/Los_Angeles", "las vegas": "America/Los_Angeles",
    "seattle": "America/Los_Angeles", "hollywood": "America/Los_Angeles", "sacramento": "America/Los_Angeles",
    "washington": "America/New_York", "washington dc": "America/New_York", "boston": "America/New_York",
    "miami": "America/New_York", "atlanta": "America/New_York", "florida": "America/New_York",
    "texas": "America/Chicago", "dallas": "America/Chicago", "houston": "America/Chicago", "alabama": "America/Chicago",
    "hawaii": "Pacific/Honolulu", "alaska": "America/Anchorage", "india": "Asia/Kolkata", "delhi": "Asia/Kolkata",
    "new delhi": "Asia/Kolkata", "mumbai": "Asia/Kolkata", "bangalore": "Asia/Kolkata", "japan": "Asia/Tokyo",
    "china": "Asia/Shanghai", "beijing": "Asia/Shanghai", "korea": "Asia/Seoul", "south korea": "Asia/Seoul",
    "germany": "Europe/Berlin", "france": "Europe/Paris", "spain": "Europe/Madrid", "italy": "Europe/Rome",
    "munich": "Europe/Berlin", "england": "Europe/London", "uk": "Europe/London", "britain": "Europe/London",
    "great britain": "Europe/London", "ireland": "Europe/Dublin", "netherlands": "Europe/Amsterdam",
    "switzerland": "Europe/Zurich", "geneva": "Europe/Zurich", "austria": "Europe/Vienna", "sweden": "Europe/Stockholm",
    "norway": "Europe/Oslo", "finland": "Europe/Helsinki", "poland": "Europe/Warsaw", "greece": "Europe/Athens",
    "turkey": "Europe/Istanbul", "zimbabwe": "Africa/Harare", "egypt": "Africa/Cairo", "kenya": "Africa/Nairobi",
    "south africa": "Africa/Johannesburg", "thailand": "Asia/Bangkok", "vietnam": "Asia/Ho_Chi_Minh",
    "philippines": "Asia/Manila", "new zealand": "Pacific/Auckland", "osaka": "Asia/Tokyo", "東京": "Asia/Tokyo",
    "日本": "Asia/Tokyo", "大阪": "Asia/Tokyo", "ロンドン": "Europe/London", "イギリス": "Europe/London",
    "パリ": "Europe/Paris", "フランス": "Europe/Paris", "ベルリン": "Europe/Berlin", "ドイツ": "Europe/Berlin",
    "ローマ": "Europe/Rome", "イタリア": "Europe/Rome", "ニューヨーク": "America/New_York",
    "ロサンゼルス": "America/Los_Angeles", "カリフォルニア": "America/Los_Angeles",
    "サンフランシスコ": "America/Los_Angeles", "シカゴ": "America/Chicago", "ハワイ": "Pacific/Honolulu",
    "ホノルル": "Pacific/Honolulu", "北京": "Asia/Shanghai", "上海": "Asia/Shanghai", "中国": "Asia/Shanghai",
    "ソウル": "Asia/Seoul", "韓国": "Asia/Seoul", "シンガポール": "Asia/Singapore", "シドニー": "Australia/Sydney",
    "インド": "Asia/Kolkata", "バンコク": "Asia/Bangkok", "タイ": "Asia/Bangkok", "モスクワ": "Europe/Moscow",
    "ドバイ": "Asia/Dubai", "トロント": "America/Toronto", "香港": "Asia/Hong_Kong", "台北": "Asia/Taipei",
    "台湾": "Asia/Taipei",
}  # fmt: skip


def zone_named(place: str) -> zoneinfo.ZoneInfo | None:
    """The zone of a place; None for one that is not known, or that has several."""
    plain = re.sub(r"\b(?:the|city|time|zone|timezone|standard|daylight)\b", " ", place.lower())
    plain = " ".join(re.sub(r"[^\w\s]", " ", plain).split())
    name = _MORE.get(plain) or _cities().get(plain)
    return zoneinfo.ZoneInfo(name) if name else None


@functools.cache
def _cities() -> dict[str, str]:
    found: dict[str, str] = {}
    for name in sorted(zoneinfo.available_timezones()):
        area, _, city = name.rpartition("/")
        if area.split("/")[0] in ("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"):
            found.setdefault(city.replace("_", " ").lower(), name)
    return found
