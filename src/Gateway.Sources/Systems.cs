namespace Gateway.Sources;

/// <summary>The identifier systems that sources know persons and records by.</summary>
public static class Systems
{
    private const string Own = "https://health-justice.example/id/";

    public const string NhsNumber = "https://fhir.nhs.uk/Id/nhs-number";

    public const string Ods = "https://fhir.nhs.uk/Id/ods-organization-code";

    public const string Pnc = $"{Own}pnc";

    public const string Cro = $"{Own}cro";

    public const string Asn = $"{Own}asn";

    public const string CustodyNumber = $"{Own}custody-number";

    /// <summary>The number that custody gives to its request for healthcare.</summary>
    public const string HealthRequest = $"{Own}health-request";

    public const string CasePerson = $"{Own}case-system/person";

    public const string CommunityClient = $"{Own}community/client";

    /// <summary>A change that the gateway brings; a new resource bears its key, by which it is known when it is brought again.</summary>
    public const string Change = $"{Own}change";

    /// <summary>The number of a court case.</summary>
    public const string CourtCase = $"{Own}ptiurn";
}
