"""The live side: embedded broker, chunked Faust transport, agents, shipper, traffic simulator."""
