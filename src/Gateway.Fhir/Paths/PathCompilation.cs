namespace Gateway.Fhir.Paths;

/// <summary>What compiling gave: a path, or the fault that kept the expression from being one.</summary>
public readonly record struct PathCompilation(CompiledPath? Path, PathFault? Fault);
