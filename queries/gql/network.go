package gql

func defineNetworks(e *Engine) {}

func definePaths(e *Engine) {}

func (e *Engine) pathsField() *fieldDef   { return nil }
func (e *Engine) networkField() *fieldDef { return nil }
