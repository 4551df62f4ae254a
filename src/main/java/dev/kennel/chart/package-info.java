/// The geometry of charts: where marks, labels and ticks go. Plain arithmetic; templates draw it as SVG.
package dev.kennel.chart;
