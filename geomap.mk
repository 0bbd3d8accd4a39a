# For the Makefile of a report project: maps that are rebuilt only when a report or gazetteer file changed.
#
#   GEOMAP_REPORTS   := reports                      # a folder
#   GEOMAP_OUT       := maps                         # default: maps
#   GEOMAP_GAZETTEER := places/checkpoints.csv       # own places, optional
#   GEOMAP_OPTIONS   := --country SD --jobs 2        # any options of `geomap map`, optional
#   GEOMAP_FIGURES   := maps/front.pdf maps/all.png  # static maps for the report, optional
#   GEOMAP_BRIEFS    := maps/brief.docx              # short written summaries (.md .html .docx), optional
#   include geomap.mk
#
#   report.pdf: $(GEOMAP_FIGURES)
#
# `make geomap` makes the maps, `make geomap-clean` removes them.

GEOMAP         ?= geomap
GEOMAP_REPORTS ?= reports
GEOMAP_OUT     ?= maps

GEOMAP_INPUTS := $(shell find $(GEOMAP_REPORTS) -type f ! -name '.*' 2>/dev/null | sort)
GEOMAP_MADE   := $(GEOMAP_OUT)/run.json

.PHONY: geomap geomap-clean
geomap: $(GEOMAP_MADE) $(GEOMAP_FIGURES) $(GEOMAP_BRIEFS)

# A report that was rejected is told and listed in run.json (status 1); the maps of the others are made all the same.
# Folders count too: a report that was removed changes its folder.
$(GEOMAP_MADE): $(GEOMAP_INPUTS) $(GEOMAP_GAZETTEER) $(shell find $(GEOMAP_REPORTS) -type d 2>/dev/null)
	$(GEOMAP) map $(GEOMAP_OPTIONS) $(addprefix --gazetteer ,$(GEOMAP_GAZETTEER)) -o $(GEOMAP_OUT) $(GEOMAP_REPORTS) || [ $$? -eq 1 ]

$(GEOMAP_FIGURES): $(GEOMAP_MADE)
	$(GEOMAP) figure $(GEOMAP_OUT) -o $@

$(GEOMAP_BRIEFS): $(GEOMAP_MADE)
	$(GEOMAP) brief $(GEOMAP_OUT) -o $@

geomap-clean:
	rm -f $(addprefix $(GEOMAP_OUT)/,map.html case.gpkg run.json events.csv mentions.geojson events.geojson corridors.geojson \
	  control_claims.geojson control.geojson fronts.geojson advances.geojson changes.geojson chokepoints.geojson places.geojson) $(GEOMAP_FIGURES) $(GEOMAP_BRIEFS)
