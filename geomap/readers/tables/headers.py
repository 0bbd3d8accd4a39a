"""Column names of the known event tables, and the words by which a column of any table is known."""

from __future__ import annotations

GDELT_COLUMNS = tuple(
    """GlobalEventID Day MonthYear Year FractionDate
    Actor1Code Actor1Name Actor1CountryCode Actor1KnownGroupCode Actor1EthnicCode Actor1Religion1Code Actor1Religion2Code Actor1Type1Code Actor1Type2Code Actor1Type3Code
    Actor2Code Actor2Name Actor2CountryCode Actor2KnownGroupCode Actor2EthnicCode Actor2Religion1Code Actor2Religion2Code Actor2Type1Code Actor2Type2Code Actor2Type3Code
    IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale NumMentions NumSources NumArticles AvgTone
    Actor1Geo_Type Actor1Geo_Fullname Actor1Geo_CountryCode Actor1Geo_ADM1Code Actor1Geo_ADM2Code Actor1Geo_Lat Actor1Geo_Long Actor1Geo_FeatureID
    Actor2Geo_Type Actor2Geo_Fullname Actor2Geo_CountryCode Actor2Geo_ADM1Code Actor2Geo_ADM2Code Actor2Geo_Lat Actor2Geo_Long Actor2Geo_FeatureID
    ActionGeo_Type ActionGeo_Fullname ActionGeo_CountryCode ActionGeo_ADM1Code ActionGeo_ADM2Code ActionGeo_Lat ActionGeo_Long ActionGeo_FeatureID
    DATEADDED SOURCEURL""".split(),
)

# Kind of table -> columns (as `plain_name` writes them) that all must be there.
SIGNATURES: dict[str, frozenset[str]] = {
    "ucdp": frozenset({"type_of_violence", "dyad_name", "where_coordinates", "date_start"}),
    "acled": frozenset({"event_date", "sub_event_type", "actor1", "location"}),
    "gdelt": frozenset({"globaleventid", "actiongeo_fullname", "eventcode"}),
    "viina": frozenset({"geonameid", "asciiname", "geo_precision", "date"}),
    "viina_control": frozenset({"geonameid", "date", "status"}),
}

# Role -> names of columns, the best first. The names of the known tables come first, common words of others after.
ROLE_WORDS: dict[str, tuple[str, ...]] = {
    "id": ("event_id_cnty", "globaleventid", "event_id", "eventid", "incident_id", "id", "uid", "uuid"),
    "date_start": (
        "date_start", "event_date", "start_date", "startdate", "from_date", "date_from", "begin_date", "day", "date", "incident_date", "eventdate",
        "date_of_event", "date_of_incident", "datum", "fecha", "fecha_inicio", "\u0434\u0430\u0442\u0430", "\u062a\u0627\u0631\u064a\u062e", "\u0627\u0644\u062a\u0627\u0631\u064a\u062e",
        "date_time", "datetime", "timestamp_local", "reported_date", "when",
    ),
    "date_end": ("date_end", "end_date", "enddate", "to_date", "date_to", "fecha_fin", "until"),
    "date_precision": ("date_prec", "time_precision", "date_precision"),
    "lat": ("latitude", "lat", "actiongeo_lat", "y", "y_coord", "ycoord", "lat_dd", "gps_lat", "latitud", "\u0448\u0438\u0440\u043e\u0442\u0430"),
    "lon": ("longitude", "lon", "long", "lng", "actiongeo_long", "x", "x_coord", "xcoord", "lon_dd", "gps_lon", "longitud", "\u0434\u043e\u043b\u0433\u043e\u0442\u0430", "\u0434\u043e\u0432\u0433\u043e\u0442\u0430"),
    "place": (
        "where_coordinates", "location", "actiongeo_fullname", "asciiname", "place", "place_name", "placename", "location_name", "locality", "settlement", "city",
        "town", "village", "site", "ville", "lieu", "ort", "lugar", "municipality", "municipio", "name", "where",
        "\u043c\u0456\u0441\u0442\u043e", "\u0433\u043e\u0440\u043e\u0434", "\u043d\u0430\u0441\u0435\u043b\u0435\u043d\u0438\u0439_\u043f\u0443\u043d\u043a\u0442", "\u043d\u0430\u0441\u0435\u043b\u0435\u043d\u043d\u044b\u0439_\u043f\u0443\u043d\u043a\u0442", "\u043c\u0435\u0441\u0442\u043e", "\u0645\u0643\u0627\u0646", "\u0627\u0644\u0645\u0648\u0642\u0639", "\u0627\u0644\u0645\u062f\u064a\u0646\u0629",
    ),
    "admin1": ("adm_1", "admin1", "adm1_name", "adm1", "admin1_name", "province", "governorate", "oblast", "state", "region_name", "wilaya", "muhafaza"),
    "admin2": ("adm_2", "admin2", "adm2_name", "adm2", "admin2_name", "district", "raion", "county", "locality_lga"),
    "country": ("country", "country_name", "iso2", "iso3", "iso", "country_code", "actiongeo_countrycode", "pays", "pais"),
    "geo_precision": ("where_prec", "geo_precision", "location_precision", "actiongeo_type"),
    "type": ("sub_event_type", "eventcode", "type_of_violence", "event_type", "type", "category", "incident_type", "attack_type"),
    "actor": ("side_a", "actor1", "actor1name", "actor", "perpetrator", "attacker"),
    "target": ("side_b", "actor2", "actor2name", "target", "victim", "defender"),
    "deaths": ("best", "fatalities", "deaths", "killed", "casualties"),
    "deaths_low": ("low", "fatalities_low", "deaths_low"),
    "deaths_high": ("high", "fatalities_high", "deaths_high"),
    "text": ("notes", "source_headline", "description", "summary", "text", "details", "title", "headline", "event_description", "comment"),
    "source": ("source_article", "source", "sources", "source_office", "source_name"),
    "url": ("sourceurl", "url", "link", "source_url"),
    "holder": ("holder", "controlled_by", "control", "held_by", "controller"),
    "geonameid": ("geonameid", "geonames_id", "geoname_id"),
}  # fmt: skip
