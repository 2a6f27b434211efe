// Draws every <figure class="chart"> from the table inside it, so that a chart shows what its table says.
// data-chart: bar, line, step or share. The first column names, each further one is a series; a cell's data-value is its
// number, and its text is what is shown of it; a column without numbers is not drawn. data-unit names the axis.
'use strict';
(() => {
  const drawn = new Map();

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const palette = () => [1, 2, 3, 4, 5, 6, 7, 8].map((n) => colour(`--series-${n}`));

  const read = (table) => {
    const heads = [...table.tHead.rows[0].cells].slice(1);
    const rows = [...table.tBodies[0].rows];
    return {
      labels: rows.map((row) => row.cells[0].textContent.trim()),
      series: heads.map((head, at) => ({
        label: head.textContent.trim(),
        values: rows.map((row) => {
          const value = row.cells[at + 1].dataset.value;
          return value === undefined || value === '' ? null : Number(value);
        }),
        texts: rows.map((row) => row.cells[at + 1].textContent.trim()),
      })).filter((series) => series.values.some((value) => value !== null)),
    };
  };

  // A long name beside its bar takes several lines.
  const wrapped = (text, most) => text.split(' ').reduce((lines, word) => {
    const last = lines.length - 1;
    if (last >= 0 && lines[last].length + word.length < most) {
      lines[last] += ` ${word}`;
    } else {
      lines.push(word);
    }
    return lines;
  }, []);

  const scales = (unit, horizontal) => {
    const grid = { color: colour('--rule-faint') };
    const ticks = { color: colour('--quiet') };
    const numbers = new Intl.NumberFormat(document.documentElement.lang, { notation: 'compact', maximumFractionDigits: 6 });
    const names = { grid: { display: false }, ticks: { ...ticks, autoSkip: !horizontal } };
    const values = {
      beginAtZero: true,
      grid,
      ticks: { ...ticks, maxTicksLimit: 7, callback: (value) => numbers.format(value) },
      title: { display: Boolean(unit), text: unit, color: colour('--quiet') },
    };
    return horizontal ? { x: values, y: names } : { x: names, y: values };
  };

  const configuration = (figure, data) => {
    const kind = figure.dataset.chart;
    const share = kind === 'share';
    const lines = kind === 'line' || kind === 'step';
    const horizontal = figure.dataset.direction === 'across';
    const colours = palette();
    const datasets = data.series.map((series, at) => ({
      label: series.label,
      data: series.values,
      backgroundColor: share ? data.labels.map((_, n) => colours[n % colours.length]) : colours[at % colours.length],
      borderColor: share ? colour('--raised') : colours[at % colours.length],
      borderWidth: share || lines ? 2 : 0,
      borderRadius: lines || share ? 0 : 3,
      maxBarThickness: 36,
      pointRadius: lines ? 3 : 0,
      stepped: kind === 'step' ? 'before' : false,
      spanGaps: false,
    }));
    return {
      type: share ? 'doughnut' : lines ? 'line' : 'bar',
      data: { labels: horizontal ? data.labels.map((label) => wrapped(label, figure.clientWidth < 400 ? 14 : 22)) : data.labels, datasets },
      options: {
        animation: false,
        responsive: true,
        maintainAspectRatio: false,
        indexAxis: horizontal ? 'y' : 'x',
        cutout: share ? '62%' : undefined,
        interaction: { mode: share ? 'nearest' : 'index', intersect: share },
        scales: share ? {} : scales(figure.dataset.unit, horizontal),
        plugins: {
          legend: {
            display: share || data.series.length > 1,
            position: share ? 'right' : 'top',
            labels: { color: colour('--ink'), boxWidth: 12, boxHeight: 12 },
          },
          tooltip: {
            callbacks: {
              label: (item) => `${share ? item.label : item.dataset.label}: ${data.series[item.datasetIndex].texts[item.dataIndex]}`,
            },
          },
        },
      },
    };
  };

  const draw = (figure) => {
    const canvas = figure.querySelector('canvas');
    const table = figure.querySelector('table');
    if (!canvas || !table) {
      return;
    }
    drawn.get(figure)?.destroy();
    const data = read(table);
    if (figure.dataset.direction === 'across') {
      canvas.parentElement.style.height = `${Math.max(7, 2.2 * data.labels.length * Math.max(1, data.series.length / 1.5) + 3)}rem`;
    }
    Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
    drawn.set(figure, new Chart(canvas, configuration(figure, data)));
  };

  const drawAll = (within) => {
    for (const [figure, chart] of drawn) {
      if (!figure.isConnected) {
        chart.destroy();
        drawn.delete(figure);
      }
    }
    within.querySelectorAll('figure.chart').forEach(draw);
  };

  document.addEventListener('DOMContentLoaded', () => drawAll(document));
  document.addEventListener('htmx:afterSettle', () => drawAll(document));
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => drawAll(document));
})();
