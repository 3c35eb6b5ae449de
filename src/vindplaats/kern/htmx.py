"""How htmx is set for every page: nothing inline, nothing evaluated, and 400, 409 and 422 are answers to show too."""

HTMX = {
    "includeIndicatorStyles": False, "allowEval": False, "allowScriptTags": False, "historyCacheSize": 0,
    "selfRequestsOnly": True, "scrollIntoViewOnBoost": False,
    "responseHandling": [
        {"code": "204", "swap": False}, {"code": "[23]..", "swap": True},
        {"code": "(400|409|422)", "swap": True, "error": False}, {"code": "[45]..", "swap": False, "error": True},
    ],
}  # fmt: skip
