"""What QGIS makes of a GeoPackage, as JSON on stdout. Run by the Python that QGIS comes with: FILE.gpkg PICTURE.png.

The first picture is without a time, PICTURE-timed.png shows the days from argument 3 to argument 4.
"""

from __future__ import annotations

import json
import os
import sys

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from qgis.core import (
    QgsApplication,
    QgsDateTimeRange,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeatureRequest,
    QgsMapRendererSequentialJob,
    QgsMapSettings,
    QgsProject,
    QgsVectorLayer,
    QgsVectorLayerTemporalContext,
)
from qgis.PyQt.QtCore import QDateTime, QSize, Qt
from qgis.PyQt.QtGui import QColor


def table(layer, period):
    """A layer with its default style: is it valid, how is it drawn, how many rows does the period leave."""
    _, styled = layer.loadDefaultStyle()
    times, context = layer.temporalProperties(), QgsVectorLayerTemporalContext()
    context.setLayer(layer)
    request = QgsFeatureRequest()
    if times.isActive():
        request.setFilterExpression(times.createFilterString(context, period))
    renderer = layer.renderer()
    return {
        "valid": layer.isValid(),
        "styled": styled,
        "renderer": renderer.type(),
        "legend": [item.label() for item in renderer.legendSymbolItems()],
        "symbols": [
            [part.layerType() for part in item.symbol().symbolLayers()]
            for item in renderer.legendSymbolItems()
            if item.symbol()
        ],
        "time": [times.startField(), times.endField()] if times.isActive() else None,
        "labels": layer.labeling().settings().fieldName if layer.labelsEnabled() else None,
        "rows": layer.featureCount(),
        "in_period": sorted(
            feature.attribute("id" if "id" in layer.fields().names() else "fid")
            for feature in layer.getFeatures(request)
        ),
    }


def draw(project, path, period=None):
    """The project's picture; `period` as the Temporal Controller sets it."""
    settings = QgsMapSettings()
    settings.setLayers([leaf.layer() for leaf in project.layerTreeRoot().findLayers() if leaf.isVisible()])
    settings.setOutputSize(QSize(700, 500))
    settings.setBackgroundColor(QColor("white"))
    settings.setDestinationCrs(project.crs())
    settings.setTransformContext(project.transformContext())
    settings.setExtent(project.viewSettings().defaultViewExtent())
    if period:
        settings.setIsTemporal(True)
        settings.setTemporalRange(period)
    context = QgsExpressionContext()
    context.appendScopes(QgsExpressionContextUtils.globalProjectLayerScopes(None))
    context.appendScope(QgsExpressionContextUtils.mapSettingsScope(settings))
    settings.setExpressionContext(context)
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    job.renderedImage().save(path)
    return [error.message for error in job.errors()]


def day(text, *clock):
    """A moment of an ISO day in UTC."""
    return QDateTime(*(int(part) for part in text.split("-")), *clock, 0, Qt.UTC)


def main(path, picture, first, last):
    """Open the tables and the project, draw both pictures."""
    application = QgsApplication([], False)
    application.initQgis()
    period = QgsDateTimeRange(day(first, 0, 0, 0), day(last, 0, 0, 0), True, False)  # as a frame: without its end
    probe = QgsVectorLayer(path, "all", "ogr")  # kept in a name: its provider goes with it
    names = [n.split("!!::!!")[1] for n in probe.dataProvider().subLayers()]
    tables = {name: table(QgsVectorLayer(f"{path}|layername={name}", name, "ogr"), period) for name in names}
    project = QgsProject.instance()
    opened = project.read(f"geopackage:{path}?projectName=geomap")
    leaves = project.layerTreeRoot().findLayers()
    told = {
        "tables": tables,
        "project": opened,
        "order": [
            [leaf.layer().source().rpartition("=")[2], leaf.isVisible(), leaf.layer().isValid()] for leaf in leaves
        ],
        "crs": project.crs().authid(),
        "period": [
            moment.toString(Qt.ISODate)
            for moment in (project.timeSettings().temporalRange().begin(), project.timeSettings().temporalRange().end())
        ],
        "errors": draw(project, picture) + draw(project, picture.replace(".png", "-timed.png"), period),
    }
    project.clear()
    print(json.dumps(told))


main(*sys.argv[1:])
