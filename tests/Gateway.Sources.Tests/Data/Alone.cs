namespace Gateway.Sources.Tests.Data;

/// <summary>Tests that look at the whole process, or measure it, run while no others do.</summary>
[CollectionDefinition("Alone", DisableParallelization = true)]
public sealed class Alone;
