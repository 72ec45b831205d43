namespace Gateway.Federation.Persons;

/// <summary>The numbering systems of persons that the gateway knows by name; the README says who gives them out.</summary>
internal static class PersonSystems
{
    public const string NhsNumber = "https://fhir.nhs.uk/Id/nhs-number";
    public const string Pnc = "https://health-justice.example/id/pnc";
    public const string CustodyNumber = "https://health-justice.example/id/custody-number";

    /// <summary>Not a number of anybody's: the gateway id of a Patient, by which the ledger is asked.</summary>
    public const string GatewayPatient = "https://health-justice.example/id/gateway-patient";

    /// <summary>True where one person has one number: two different ones are two persons.</summary>
    public static bool IsSingle(string system) => system is NhsNumber or Pnc;
}
