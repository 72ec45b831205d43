using Gateway.Fhir.Definitions;
using Gateway.Fhir.Definitions.Facts;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Terminology;
using Gateway.Fhir.Validation.Profiles;
using Gateway.Fhir.Validation.References;

namespace Gateway.Fhir.Validation.Slicing;

/// <summary>The conditions that slices are told apart by.</summary>
internal static class SliceConditions
{
    public static SliceCondition Always { get; } = (_, _, _) => true;

    public static SliceCondition Equals(Element value) => (e, _, _) => ElementValues.AreEqual(e, value);

    public static SliceCondition Like(Element pattern) => (e, _, _) => ElementValues.Matches(e, pattern);

    public static SliceCondition IsIn(BindingFacts binding) => (e, walk, _) => walk.Run.Codes.Membership(e, binding.ValueSet) == Membership.Yes;

    public static SliceCondition Any(SliceCondition[] conditions) => conditions is [var only] ? only : (e, walk, around) => Array.Exists(conditions, c => c(e, walk, around));

    public static SliceCondition All(SliceCondition[] conditions) => conditions is [var only] ? only : (e, walk, around) => Array.TrueForAll(conditions, c => c(e, walk, around));

    /// <summary>For each condition a child of that name that meets it.</summary>
    public static SliceCondition Has(int nameId, SliceCondition[] conditions) => (e, walk, around) =>
        Array.TrueForAll(conditions, condition => e.Named(nameId).Any(child => condition(child, walk, around)));

    public static SliceCondition? IsOf(string[] types) => types.Length == 0 ? null : (e, _, _) => Array.Exists(types, e.Type.Is);

    public static SliceCondition? Meets(string[] profiles) => profiles.Length == 0 ? null : (e, walk, around) =>
        Array.Exists(profiles, p => walk.Run.Conforms(e, p, around) == true);

    /// <summary>A reference to a resource of one of those types or, where it can be read, profiles.</summary>
    public static SliceCondition Leads(string[] targets, DefinitionSet types, bool isOfProfile) => (e, walk, around) =>
    {
        var target = walk.Run.Resolve(e, around);
        if (!target.IsNone)
            return Array.Exists(targets, t => isOfProfile ? walk.Run.Conforms(target, t, walk.Run.Around(target, around)) == true : target.Type.Is(walk.Run.TypeOf(t)));
        return !isOfProfile && ReferenceTargets.TypeOf(e) is { } type && Array.Exists(targets, t => types.FindType(type)?.Is(walk.Run.TypeOf(t)) == true);
    };

    /// <summary>A uri as an element of its own.</summary>
    public static Element Url(string url) => ElementDraft.New(DefinitionSet.R4.FindType("uri")!).SetText(url.Split('|')[0]).Build();
}
