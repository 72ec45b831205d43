using Gateway.Federation.Persons;
using Gateway.Fhir.Search.Values;
using Gateway.Storage.Links;

namespace Gateway.Matching;

/// <summary>
/// Compares what somebody is looking for with a Patient, part by part, and adds up what each part tells (after Fellegi and Sunter, 1969): a weight is the logarithm of how much more often the parts
/// of one person's records compare so than those of two people's. The same two records always come out the same, and the evidence says why. Certain is nobody by likelihood: that takes a
/// certain number and the date of birth.
/// </summary>
internal static class PersonMatch
{
    // Two people taken at random are one with a chance of one in a million.
    private const double Prior = -20;
    private const double Possible = 14;
    private const double Probable = 24;
    private const double TwinsAtMost = 16;
    private const decimal MostForUncertain = 0.99m;
    private const double Alike = 0.9;

    public static MatchScore Of(PersonTraits wanted, PersonTraits found)
    {
        var evidence = new List<MatchEvidence>();
        evidence.AddRange(Numbers(wanted, found));
        AddIfAny(evidence, BirthDate(wanted.BirthDate, found.BirthDate));
        AddIfAny(evidence, Names("family-name", wanted.FamilyNames, found.FamilyNames, 9, 5, -4));
        AddIfAny(evidence, Names("given-name", wanted.GivenNames, found.GivenNames, 6, 3, -5));
        if (IsSwapped(wanted, found))
            evidence = [.. evidence.Where(e => e.Part is not ("family-name" or "given-name")), new MatchEvidence("family-name", MatchEvidence.Nearly, 6), new MatchEvidence("given-name", MatchEvidence.Nearly, 4)];
        if (wanted.Gender is not null && found.Gender is not null)
            evidence.Add(wanted.Gender == found.Gender ? new("gender", MatchEvidence.Agrees, 1) : new("gender", MatchEvidence.Differs, -4));
        AddIfAny(evidence, Postcodes(wanted.Postcodes, found.Postcodes));
        var weight = evidence.Sum(e => e.Weight);

        // Who shares date of birth and family name, and has another given name, is a twin sooner than the same.
        if (Says(evidence, "birth-date", MatchEvidence.Agrees) && Says(evidence, "family-name", MatchEvidence.Agrees) && Says(evidence, "given-name", MatchEvidence.Differs))
            weight = Math.Min(weight, TwinsAtMost);
        var grade = Grade(weight, evidence);
        return new MatchScore(grade, grade switch { MatchGrade.Certain => 1, MatchGrade.CertainlyNot => 0, _ => Math.Min(MostForUncertain, Likelihood(weight)) }, evidence);
    }

    // A number of which a person has one only: another one is another person's.
    private static MatchGrade Grade(double weight, List<MatchEvidence> evidence)
    {
        if (evidence.Exists(e => e is { Part: "nhs-number" or "pnc", Says: MatchEvidence.Differs }))
            return MatchGrade.CertainlyNot;
        var isNamedOtherwise = Says(evidence, "family-name", MatchEvidence.Differs) && Says(evidence, "given-name", MatchEvidence.Differs);
        if (evidence.Exists(e => e is { Part: "nhs-number" or "pnc", Says: MatchEvidence.Agrees }) && Says(evidence, "birth-date", MatchEvidence.Agrees) && !isNamedOtherwise)
            return MatchGrade.Certain;
        return weight >= Probable ? MatchGrade.Probable : weight >= Possible ? MatchGrade.Possible : MatchGrade.CertainlyNot;
    }

    private static IEnumerable<MatchEvidence> Numbers(PersonTraits wanted, PersonTraits found)
    {
        foreach (var (system, part) in ((string, string)[])[(PersonSystems.NhsNumber, "nhs-number"), (PersonSystems.Pnc, "pnc")])
        {
            var (asked, held) = (Of(wanted, system), Of(found, system));
            if (asked.Count == 0 || held.Count == 0)
                continue;
            if (held.Find(h => asked.Exists(a => a.Value == h.Value)) is { } same)
                yield return new MatchEvidence(part, same.IsStrong ? MatchEvidence.Agrees : MatchEvidence.Nearly, same.IsStrong ? 22 : 12);
            else if (held.Exists(h => h.IsStrong))
                yield return new MatchEvidence(part, MatchEvidence.Differs, -20);
        }

        foreach (var other in wanted.Numbers.Where(w => w.System is not (PersonSystems.NhsNumber or PersonSystems.Pnc) && found.Numbers.Any(f => f.System == w.System && f.Value == w.Value)).Take(2))
            yield return new MatchEvidence(other.System == PersonSystems.CustodyNumber ? "custody-number" : "local-number", MatchEvidence.Agrees, 14);
    }

    private static MatchEvidence? BirthDate(DateValue? wanted, DateValue? found)
    {
        const string Part = "birth-date";
        if (wanted is null || found is null)
            return null;
        if (wanted == found)
            return new MatchEvidence(Part, IsDay(wanted) ? MatchEvidence.Agrees : MatchEvidence.Nearly, IsDay(wanted) ? 14 : 5);
        if ((wanted.Low >= found.Low && wanted.High <= found.High) || (found.Low >= wanted.Low && found.High <= wanted.High))
            return new MatchEvidence(Part, MatchEvidence.Nearly, 5);
        if (!IsDay(wanted) || !IsDay(found))
            return new MatchEvidence(Part, MatchEvidence.Differs, -5);
        var (left, right) = (new DateTime(wanted.Low), new DateTime(found.Low));
        var isTurned = left.Year == right.Year && left.Month == right.Day && left.Day == right.Month;
        var same = (left.Year == right.Year ? 1 : 0) + (left.Month == right.Month ? 1 : 0) + (left.Day == right.Day ? 1 : 0);
        return isTurned ? new(Part, MatchEvidence.Nearly, 7) : same == 2 ? new(Part, MatchEvidence.Nearly, 3) : new(Part, MatchEvidence.Differs, -5);
    }

    private static MatchEvidence? Names(string part, IReadOnlyList<string> wanted, IReadOnlyList<string> found, double agrees, double nearly, double differs)
    {
        if (wanted.Count == 0 || found.Count == 0)
            return null;
        if (wanted.Any(found.Contains))
            return new MatchEvidence(part, MatchEvidence.Agrees, agrees);
        return wanted.Any(w => found.Any(f => NameLikeness.Of(w, f) >= Alike || IsInitial(w, f) || IsInitial(f, w)))
            ? new MatchEvidence(part, MatchEvidence.Nearly, nearly) : new MatchEvidence(part, MatchEvidence.Differs, differs);
    }

    private static MatchEvidence? Postcodes(IReadOnlyList<string> wanted, IReadOnlyList<string> found) => wanted.Count == 0 || found.Count == 0 ? null
        : wanted.Any(found.Contains) ? new("postcode", MatchEvidence.Agrees, 8)

        // The outward part: a district. People move, so that another one says little.
        : wanted.Any(w => found.Any(f => w.Length > 3 && f.Length > 3 && w[..^3] == f[..^3])) ? new("postcode", MatchEvidence.Nearly, 4) : new("postcode", MatchEvidence.Differs, -1);

    private static bool IsSwapped(PersonTraits wanted, PersonTraits found) =>
        !wanted.FamilyNames.Any(found.FamilyNames.Contains) && wanted.FamilyNames.Any(found.GivenNames.Contains) && wanted.GivenNames.Any(found.FamilyNames.Contains);

    private static bool IsInitial(string initial, string name) => initial.TrimEnd('.') is [var letter] && name[0] == letter;

    private static bool IsDay(DateValue date) => date.High - date.Low < TimeSpan.TicksPerDay;

    private static List<LinkIdentifier> Of(PersonTraits traits, string system) => [.. traits.Numbers.Where(n => n.System == system)];

    private static bool Says(List<MatchEvidence> evidence, string part, string says) => evidence.Exists(e => e.Part == part && e.Says == says);

    private static void AddIfAny(List<MatchEvidence> evidence, MatchEvidence? found)
    {
        if (found is not null)
            evidence.Add(found);
    }

    private static decimal Likelihood(double weight) => Math.Round((decimal)(1 / (1 + Math.Pow(2, -(weight + Prior)))), 3);
}
