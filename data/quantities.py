"""Published quantities of a model: the units in which they stand, and the least and largest value that is believed."""

from __future__ import annotations

# Quantity -> unit -> bounds. Text (hardware, region) has none. Bounds catch slips of a thousand, not disagreements.
QUANTITIES: dict[str, dict[str, tuple[float, float]]] = {
    "parameters": {"count": (10, 2e14)},
    "active_parameters": {"count": (1e5, 1e13)},
    "training_tokens": {"tokens": (1e6, 1e15)},
    "training_compute": {"FLOP": (10, 1e27), "pfs-days": (1e-6, 1e7)},
    "chip_hours": {"h": (1, 1e9)},
    "chip_count": {"count": (1, 1e6)},
    "wall_clock_hours": {"h": (0.01, 1e6)},
    "energy_mwh": {"MWh": (1e-4, 1e6)},
    "emissions_tco2e": {"tCO2e": (0, 1e5)},
    "embodied_tco2e": {"tCO2e": (0.1, 1e4)},
    "system_power_w": {"W": (50, 20000)},
    "chip_power_w": {"W": (10, 2000)},
    "pue": {"ratio": (1, 3)},
    "utilization": {"ratio": (0.01, 1)},
    "grid_gco2e_per_kwh": {"gCO2e/kWh": (0, 1200)},
    "inference_wh_per_query": {"Wh": (1e-4, 100)},
    "dataset_words": {"words": (1e6, 1e14)},
    "dataset_tokens": {"tokens": (1e6, 1e15)},
    "dataset_gb": {"GB": (1e-3, 1e7)},
    "experiments_count": {"count": (1, 1e6)},
    "rd_gpu_days": {"GPU-days": (1, 1e8)},
    "hardware": {"name": (0, 0)},
    "region": {"place": (0, 0)},
}
