package enum CheckCatalog {}
