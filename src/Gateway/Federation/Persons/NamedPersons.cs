using Gateway.Sources;

namespace Gateway.Federation.Persons;

/// <summary>The persons that a search names: by gateway ids of Patients, or by their numbers.</summary>
internal sealed record NamedPersons(IReadOnlyList<string> PatientIds, IReadOnlyList<SourceIdentifier> Numbers);
