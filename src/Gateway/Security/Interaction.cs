namespace Gateway.Security;

/// <summary>
/// What a caller does with resources, in the five letters of SMART scopes (https://hl7.org/fhir/smart-app-launch/scopes-and-launch-context.html):
/// reading one covers its versions and history, updating covers patches, searching covers the history of a type.
/// </summary>
[Flags]
internal enum Interaction
{
    None = 0,
    Create = 1,
    Read = 2,
    Update = 4,
    Delete = 8,
    Search = 16,
}
