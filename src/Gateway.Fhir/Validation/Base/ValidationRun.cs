using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Paths;
using Gateway.Fhir.Terminology;
using Gateway.Fhir.Terminology.Questions;
using Gateway.Fhir.Validation.Codes;
using Gateway.Fhir.Validation.Extensions;
using Gateway.Fhir.Validation.Profiles;
using Gateway.Fhir.Validation.References;
using Gateway.Fhir.Validation.Resources;

namespace Gateway.Fhir.Validation.Base;

/// <summary>One validation: the walk through the content, and what its parts share.</summary>
internal sealed class ValidationRun : BaseWalk
{
    private readonly Validator _validator;
    private readonly HashSet<TerminologyQuestion> _unanswered = [];
    private readonly ProfileWalk _profileWalk;
    private readonly ExtensionChecks _extensions;

    // What is known, or being found out, of whether an element meets a profile: profiles may lead in circles.
    private Dictionary<(Element, string), bool?>? _conforms;

    public ValidationRun(Validator validator, Findings findings)
        : base(findings)
    {
        _validator = validator;
        Codes = new CodeChecks(validator.Terminology, validator.Codes, _unanswered);
        Targets = new ReferenceTargets(validator.Options.Resolve);
        _profileWalk = new ProfileWalk(this, findings);
        _extensions = new ExtensionChecks(this, findings);
    }

    public CodeChecks Codes { get; }

    public ReferenceTargets Targets { get; }

    public ProfileSet Profiles => _validator.Profiles;

    public CanonicalMemory Canonicals => _validator.Canonicals;

    public ValidatorOptions Options => _validator.Options;

    public ValidationResult Validate(Element root, string? profile)
    {
        if (profile is not null)
            Meet(root, Canonicals.Find(profile), Around(root, null), isNamed: true);
        Start(root);
        return new ValidationResult(Findings.Faults, _unanswered);
    }

    public override PathEnvironment EnvironmentOf(Surroundings around) => new()
    {
        Resource = around.Resource,
        RootResource = around.Container,
        Resolve = reference => Targets.Find(reference, around),
        MemberOf = (element, valueSet) => Codes.Membership(element, valueSet) switch { Membership.Yes => true, Membership.No => false, _ => null },
        Subsumes = Codes.Subsumes,
        ConformsTo = (element, url) => Conforms(element, url, around),
    };

    /// <summary>What a reference leads to, as far as it is at hand.</summary>
    public Element Resolve(Element reference, Surroundings around) => Targets.Find(reference.Type.IsPrimitive ? reference.Text : reference.ChildText("reference"), around);

    /// <summary>The type that a canonical URL of a type or profile is about.</summary>
    public string TypeOf(string canonical) => Profiles.Find(canonical)?.Facts.Type ?? DefinitionSet.R4.FindType(canonical)?.Name ?? canonical[(canonical.LastIndexOf('/') + 1)..];

    /// <summary>Whether an element meets a profile or is of a type, both named by URL; null when there is no such profile.</summary>
    public bool? Conforms(Element element, string canonical, Surroundings around)
    {
        if ((_conforms ??= []).TryGetValue((element, canonical), out var known))
            return known;
        if (Profiles.Find(canonical) is not { } profile)
            return DefinitionSet.R4.FindType(canonical) is { IsProfile: false } type && type.Url == canonical.Split('|')[0] ? element.Type.Is(type) : null;
        _conforms[(element, canonical)] = true;
        var findings = new Findings(null);
        if (profile.Root is null || !element.Type.Is(profile.Facts.Type))
            return _conforms[(element, canonical)] = false;
        new ProfileWalk(this, findings).Check(element, profile, around);
        return _conforms[(element, canonical)] = !findings.HasErrors;
    }

    protected override void Visit(Element element, Element holder, ElementRules rules, Surroundings around)
    {
        if (rules.Binding is { } binding)
            Codes.CheckBinding(element, rules, binding, Findings);
        switch (rules.Kind)
        {
            case ElementKind.Resource:
                Claims(element, around);
                rules.Check?.Invoke(element, around, this, Findings);
                break;
            case ElementKind.Extension:
                _extensions.Check(element, holder, around, _profileWalk);
                break;
            case ElementKind.Coding:
                Codes.CheckCoding(element, Findings);
                break;
            case ElementKind.Reference:
                ReferenceChecks.Check(element, rules, this, Findings, around);
                break;
            case ElementKind.Attachment:
                AttachmentChecks.Check(element, Findings);
                break;
            default:
                if (rules.IsPrimitive)
                    PrimitiveChecks.Check(element, rules.Kind, Findings, around);
                break;
        }
    }

    // What a resource claims to meet, and what the standard makes it meet.
    private void Claims(Element resource, Surroundings around)
    {
        foreach (var meta in resource["meta"])
        {
            foreach (var claim in meta["profile"])
                if (Canonicals.Find(claim) is { } url)
                    Meet(resource, url, around, isNamed: false);
        }

        if (VitalSigns.ProfileOf(resource) is { } due)
            Meet(resource, Canonicals.Find(due), around, isNamed: false);
    }

    private void Meet(Element element, KnownCanonical canonical, Surroundings around, bool isNamed)
    {
        if (canonical.Profile is { } profile)
        {
            if (profile.Root is null)
                Findings.Error(FaultKind.NotFound, "profile-faulty", $"The profile {profile.Url} cannot be used: {profile.Faults[0].Message}", element);
            else if (!element.Type.Is(profile.Facts.Type))
                Findings.Error(FaultKind.Structure, "profile-type", $"The profile {profile.Url} is about {profile.Facts.Type}, which this is not.", element);
            else
                _profileWalk.Check(element, profile, around);
        }
        else if (canonical.Type is not { } type)
        {
            Findings.Add(FaultKind.NotFound, "profile-unknown", isNamed ? "The profile that was asked for is not loaded, so nothing was held to it." : "A profile that is claimed is not loaded, so it is not checked.", element, isWarning: !isNamed);
        }
        else if (!element.Type.Is(type))
        {
            Findings.Error(FaultKind.Structure, "profile-type", $"The profile {type.Url} is about {type.Name}, which this is not.", element);
        }
    }
}
