using Gateway.Sources;
using Gateway.Storage.Links;

namespace Gateway.Federation.Persons;

/// <summary>The numbering systems of persons that the gateway knows by name; the README says who gives them out.</summary>
internal static class PersonSystems
{
    public const string NhsNumber = LinkSystems.NhsNumber;
    public const string Pnc = LinkSystems.Pnc;
    public const string CustodyNumber = "https://health-justice.example/id/custody-number";

    /// <summary>Not a number of anybody's: the gateway id of a Patient, by which the ledger is asked.</summary>
    public const string GatewayPatient = "https://health-justice.example/id/gateway-patient";

    /// <summary>True for numbers of persons, and not of organisations or things.</summary>
    public static bool IsOfPerson(string system) => IsShared(system) || system is Systems.Cro or Systems.Asn or Systems.CasePerson or Systems.CommunityClient;

    /// <summary>True for numbers that are given to a person by others than the source that reports them: they must be certain to mean anything.</summary>
    public static bool IsShared(string system) => system is NhsNumber or Pnc or CustodyNumber;
}
