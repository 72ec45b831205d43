using Gateway.Federation.Ids;
using Gateway.Fhir.Search.Parameters;
using Gateway.Fhir.Search.Queries;
using Gateway.Sources;

namespace Gateway.Federation.Persons;

/// <summary>
/// Finds what a search says of whom it is about, and makes it find all records of those persons: <c>patient=id</c>, <c>patient.identifier=…</c>,
/// <c>patient:identifier=…</c>, the compartment of a Patient, and for Patients themselves <c>identifier</c>.
/// </summary>
internal static class PersonCriteria
{
    private static readonly SearchParameter s_id = SearchParameters.R4.Find("Patient", "_id")!;

    /// <summary>The persons that the search names; null when it names none. Of several conditions the first is enough to ask by, as all must hold.</summary>
    public static NamedPersons? Find(SearchQuery query, GatewayIds ids, RawNumbers raw)
    {
        foreach (var criterion in query.Criteria)
            if (Find(query, criterion, ids, raw) is { } found)
                return found;
        return null;
    }

    /// <summary>The search with each condition on a person widened from the Patients named to all that are known to be the same person.</summary>
    /// <param name="query">The search.</param>
    /// <param name="ids">The key of gateway ids.</param>
    /// <param name="raw">The numbers as they were written.</param>
    /// <param name="same">Gives the ids of all Patients of the persons named.</param>
    public static SearchQuery Widen(SearchQuery query, GatewayIds ids, RawNumbers raw, Func<NamedPersons, IReadOnlyCollection<string>> same) =>
        query with { Criteria = [.. query.Criteria.Select(c => Widen(query, c, ids, raw, same))] };

    private static SearchCriterion Widen(SearchQuery query, SearchCriterion criterion, GatewayIds ids, RawNumbers raw, Func<NamedPersons, IReadOnlyCollection<string>> same)
    {
        if (Find(query, criterion, ids, raw) is not { } persons)
            return criterion;
        return criterion switch
        {
            CompartmentCriterion compartment => compartment with { Ids = [.. same(persons)] },
            ChainCriterion chain => new ValueCriterion(chain.Reference, Terms(same(persons))),
            ValueCriterion { Parameter.Type: SearchParameterType.Reference } value => value with { Terms = Terms(same(persons)) },

            // The number of a stay stands on the stay, not on the Patient.
            ValueCriterion value when persons.Numbers.Count > 0 && persons.Numbers.All(n => n.System == PersonSystems.CustodyNumber) => value with { Parameter = s_id, Terms = Ids(same(persons)) },

            // Patients found by number are those that bear it; the others that they are linked with are another question.
            _ => criterion,
        };
    }

    private static IReadOnlyList<SearchTerm> Ids(IReadOnlyCollection<string> patients) =>
        patients.Count == 0 ? [new TokenTerm(SystemRule.Any, null, "-")] : [.. patients.Select(id => new TokenTerm(SystemRule.Any, null, id))];

    // No Patient at all is a condition that nothing meets.
    private static IReadOnlyList<SearchTerm> Terms(IReadOnlyCollection<string> patients) =>
        patients.Count == 0 ? [new ReferenceTerm("Patient", "-", null)] : [.. patients.Select(id => new ReferenceTerm("Patient", id, null))];

    private static NamedPersons? Find(SearchQuery query, SearchCriterion criterion, GatewayIds ids, RawNumbers raw) => criterion switch
    {
        CompartmentCriterion { Type: "Patient" } compartment => new NamedPersons(compartment.Ids, []),
        ValueCriterion { IsNegated: false, Parameter.Type: SearchParameterType.Reference } value => OfReferences(value, ids, raw),
        ValueCriterion { IsNegated: false, Parameter.Code: "identifier" } value when query.Types is ["Patient"] => OfTokens(value.Terms, raw),
        ChainCriterion { Targets: [{ Type: "Patient" } target] } => OfChain(target.Condition, raw),

        // A reference that may lead to others too is about a person only where the number is a person's.
        ChainCriterion chain => chain.Targets.Where(t => t.Type == "Patient").Select(t => OfChain(t.Condition, raw)).FirstOrDefault() is { } persons && persons.Numbers.All(n => PersonSystems.IsOfPerson(n.System)) ? persons : null,
        _ => null,
    };

    private static NamedPersons? OfChain(SearchCriterion condition, RawNumbers raw) =>
        condition is ValueCriterion { IsNegated: false, Parameter.Code: "identifier" } value ? OfTokens(value.Terms, raw) : null;

    private static NamedPersons? OfTokens(IReadOnlyList<SearchTerm> terms, RawNumbers raw)
    {
        var tokens = terms.OfType<TokenTerm>().Where(t => t is { Key: not null, Rule: SystemRule.Given, System: not null }).ToList();
        return tokens.Count == terms.Count ? new NamedPersons([], [.. tokens.Select(t => new SourceIdentifier(t.System!, raw.Of(t)))]) : null;
    }

    private static NamedPersons? OfReferences(ValueCriterion value, GatewayIds ids, RawNumbers raw)
    {
        if (value.Parameter.Targets.Count > 0 && !value.Parameter.Targets.Contains("Patient"))
            return null;
        if (value.Terms.All(t => t is ReferenceIdentifierTerm))
            return OfTokens([.. value.Terms.Cast<ReferenceIdentifierTerm>().Select(t => t.Identifier)], raw) is { } named && (value.Parameter.Targets is ["Patient"] || named.Numbers.All(n => PersonSystems.IsOfPerson(n.System))) ? named : null;
        if (!value.Terms.All(t => t is ReferenceTerm { Url: null, Id: not null, Version: null } r && (r.Type == "Patient" || (r.Type is null && (IsPatient(r.Id, ids) || value.Parameter.Targets is ["Patient"])))))
            return null;
        return new NamedPersons([.. value.Terms.Cast<ReferenceTerm>().Select(t => t.Id!)], []);
    }

    private static bool IsPatient(string id, GatewayIds ids) => ids.TryOpen(id, out var opened) && opened.Type == "Patient";
}
