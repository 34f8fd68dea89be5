"""What the web server adds around the dashboard: previews of links, security headers, compression, limits, health."""
