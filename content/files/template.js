// What all charts have in common, in the dashboard as in files that stand alone: behaviour, colours, letters.
export const chartConfig = { displayModeBar: false, responsive: true, scrollZoom: false }
// The button that runs the years, for those who did not ask for less motion.
export const chartMenus = menus => matchMedia('(prefers-reduced-motion: reduce)').matches ? [] : menus
export const chartTemplate = (light, family) => {
  const [ink, quiet, paper, rule] = light
    ? ['#1d2724', '#4d5753', '#fcfcfa', '#d9ddd9']
    : ['#e7ece9', '#b3bab6', '#111715', '#333d39']
  const axis = standoff => ({
    automargin: true,
    zerolinecolor: rule,
    linecolor: rule,
    tickfont: { color: quiet, size: 12 },
    title: { font: { color: quiet, size: 14 }, standoff },
  })
  return {
    layout: {
      font: { family, color: ink, size: 12 },
      paper_bgcolor: 'rgba(0,0,0,0)',
      plot_bgcolor: 'rgba(0,0,0,0)',
      margin: { pad: 8 },
      xaxis: { ...axis(20), showgrid: false, zeroline: false },
      yaxis: axis(24),
      legend: { font: { color: quiet, size: 12 } },
      hoverlabel: { bgcolor: paper, bordercolor: rule, font: { family, color: ink, size: 13 } },
      annotationdefaults: { font: { color: ink } },
    },
  }
}
