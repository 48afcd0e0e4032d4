"""What several tests share: processes to start and kill, small models, scenarios, pages."""
