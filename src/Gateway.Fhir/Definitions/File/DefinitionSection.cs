namespace Gateway.Fhir.Definitions.File;

/// <summary>The sections of a file of definitions, in their order.</summary>
internal enum DefinitionSection
{
    Types,
    Search,
    Profiles,
}
