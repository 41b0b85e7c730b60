from tests.registers.imports.conftest import real_registers

__all__ = ["real_registers"]
