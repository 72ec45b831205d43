namespace Gateway.Fhir.Paths.Compilation;

/// <summary>FHIRPath's three-valued logic.</summary>
internal enum Truth : byte
{
    Empty,
    False,
    True,
}
